//! Rail, navigation, top bar, status banners, palette.

use crate::words::shape::Frame;

pub const FRAME: Frame = Frame {};
