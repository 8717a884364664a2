//! What everything speaks of: units with their levels and kinds, elements and indicators, by their
//! places in the registry and in the plans.

/// The position of a unit in [`Registry::units`](crate::registry::Registry::units); the district is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitIx(pub u32);

/// The district itself.
pub const DISTRICT: UnitIx = UnitIx(0);

/// The position of an element in [`Catalogue::elements`](crate::catalogue::Catalogue::elements).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementIx(pub u16);

/// The position of an indicator in [`Catalogue::indicators`](crate::catalogue::Catalogue::indicators).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorIx(pub u16);

/// A level of the tree of org units, from the top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 区
    District,
    /// 乡镇、街道
    Township,
    /// 乡镇卫生院、社区卫生服务中心、医院
    Facility,
    /// 村卫生室、社区卫生服务站
    Village,
}

impl Level {
    /// All of them, from the top.
    pub const ALL: [Self; 4] = [Self::District, Self::Township, Self::Facility, Self::Village];

    /// The word in the CSV files and the plan files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Township => "township",
            Self::Facility => "facility",
            Self::Village => "village",
        }
    }
}

/// A kind of facility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacilityKind {
    /// 乡镇卫生院
    TownshipHospital,
    /// 社区卫生服务中心
    CommunityCenter,
    /// 医院
    Hospital,
}

impl FacilityKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::TownshipHospital, Self::CommunityCenter, Self::Hospital];

    /// The word in the registry and the plan files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TownshipHospital => "township_hospital",
            Self::CommunityCenter => "community_center",
            Self::Hospital => "hospital",
        }
    }

    /// The kind that this word names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
