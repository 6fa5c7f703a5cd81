//! End-to-end stories: the real window, driven by WebDriver.
