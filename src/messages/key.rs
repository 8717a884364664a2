//! How a message is named: by a number that is worked out when the program is built, under a type that
//! says which facts it carries.
#![expect(
    clippy::indexing_slicing,
    reason = "within bounds that stand beside it, and evaluated when the program is built"
)]

use super::catalogue;

/// A message of the catalogues. `FACTS` stands for the facts that it carries: see [`facts`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message<const FACTS: u64 = 0>(pub(super) u16);

/// A message that carries one number, `n`.
pub type CountMessage = Message<{ facts(&["n"]) }>;

/// A message whatever facts it carries.
pub type AnyMessage = Message<{ u64::MAX }>;

impl<const FACTS: u64> Message<FACTS> {
    /// The message of this name, which carries all or some of the facts `given`: what
    /// [`key!`](crate::key) says when the program is built.
    ///
    /// # Panics
    /// Where it is not in the catalogues, or carries other facts.
    #[must_use]
    pub const fn new(name: &str, given: &[&str]) -> Self {
        let Some(at) = position(name) else { panic!("no message of this name is in templates/messages") };
        let own = catalogue::FACTS[at as usize];
        let mut fact = 0;
        while fact < own.len() && !given.is_empty() {
            assert!(is_among(own[fact], given), "this message carries a fact that is not given");
            fact += 1;
        }
        Self(at)
    }

    /// Its name in the catalogues.
    #[must_use]
    pub fn name(self) -> &'static str {
        catalogue::KEYS.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// The same, for a place that keeps messages with any facts.
    #[must_use]
    pub const fn any(self) -> AnyMessage {
        Message(self.0)
    }
}

impl<const FACTS: u64> std::fmt::Debug for Message<FACTS> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

// Templates pass by reference what they go through.
impl From<&Message> for Message {
    fn from(key: &Message) -> Self {
        *key
    }
}

impl From<&&Message> for Message {
    fn from(key: &&Message) -> Self {
        **key
    }
}

/// Where the catalogues have a message.
#[must_use]
pub(super) const fn position(name: &str) -> Option<u16> {
    let (mut from, mut to) = (0, catalogue::COUNT);
    while from < to {
        let middle = from + (to - from) / 2;
        match order(catalogue::KEYS[middle as usize], name) {
            0 => return Some(middle),
            ..0 => from = middle + 1,
            1.. => to = middle,
        }
    }
    None
}

/// How two names are ordered: below 0, 0 or above 0.
const fn order(one: &str, other: &str) -> i32 {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return one[at] as i32 - other[at] as i32;
        }
        at += 1;
    }
    (one.len() > at) as i32 - (other.len() > at) as i32
}

/// One number for a set of facts, whatever their order: the sum of the FNV-1a hashes of the names.
#[must_use]
pub const fn facts(names: &[&str]) -> u64 {
    let (mut sum, mut at) = (0_u64, 0);
    while at < names.len() {
        let (name, mut hash, mut byte) = (names[at].as_bytes(), 0xcbf2_9ce4_8422_2325_u64, 0);
        while byte < name.len() {
            hash = (hash ^ name[byte] as u64).wrapping_mul(0x0100_0000_01b3);
            byte += 1;
        }
        sum = sum.wrapping_add(hash);
        at += 1;
    }
    sum
}

/// [`facts`] of a message.
#[must_use]
pub const fn facts_of(name: &str) -> u64 {
    match position(name) {
        Some(at) => facts(catalogue::FACTS[at as usize]),
        None => 0,
    }
}

/// Whether messages select by the size of a fact of this name.
#[must_use]
pub const fn is_number(fact: &str) -> bool {
    is_among(fact, catalogue::NUMBERS)
}

const fn is_among(name: &str, names: &[&str]) -> bool {
    let mut at = 0;
    while at < names.len() {
        if order(names[at], name) == 0 {
            return true;
        }
        at += 1;
    }
    false
}

/// Names a message: `key!("status-met")`. Where one of several is said, which carry some of the same
/// facts, each is named with all of them: `key!("explain-baseline", base, year, expected)`.
#[macro_export]
macro_rules! key {
    ($name:expr) => {
        const { $crate::messages::Message::<{ $crate::messages::facts_of($name) }>::new($name, &[]) }
    };
    ($name:expr, $($fact:ident),+) => {
        const {
            const GIVEN: &[&str] = &[$(stringify!($fact)),+];
            $crate::messages::Message::<{ $crate::messages::facts(GIVEN) }>::new($name, GIVEN)
        }
    };
}

/// Says a message: `say!(messages, "annual-returns", year = year, due = due)`. In place of the name
/// may stand a [`Message`]; “expected `Message<…>`” means that it carries other facts.
#[macro_export]
macro_rules! say {
    ($messages:expr, $key:literal $($facts:tt)*) => {
        $crate::say!($messages, ($crate::key!($key)) $($facts)*)
    };
    ($messages:expr, $key:expr $(, $fact:ident = $value:expr)* $(,)?) => {
        $messages.say::<{ $crate::messages::facts(&[$(stringify!($fact)),*]) }>(
            $key,
            &[$((stringify!($fact), $crate::fact!($fact, $value))),*],
        )
    };
}

/// A fact of the kind that messages take under this name.
#[macro_export]
macro_rules! fact {
    ($fact:ident, $value:expr) => {
        $crate::messages::Given::<{ $crate::messages::is_number(stringify!($fact)) }>::fact(&$value)
    };
}

/// An error that ends a command: `stop!("plan-encoding", file = name)`.
#[macro_export]
macro_rules! stop {
    ($key:literal $(, $fact:ident = $value:expr)* $(,)?) => {
        $crate::stop!($crate::key!($key) $(, $fact = $value)*)
    };
    ($key:expr $(, $fact:ident = $value:expr)* $(,)?) => {
        $crate::messages::Stop::new::<{ $crate::messages::facts(&[$(stringify!($fact)),*]) }>(
            $key,
            vec![$((stringify!($fact), $crate::fact!($fact, $value).into_owned())),*],
        )
    };
}
