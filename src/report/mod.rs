//! What the assessments look like outside the program.

pub mod tables;
