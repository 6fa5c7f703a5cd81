//! Rail, navigation, top bar, status banners, palette.

super::area! {
    /// Rail, navigation, top bar, status banners, palette.
    Frame {
        texts {}
        says {}
    }
}
