//! The names of the made-up world.

/// Projects besides skaha: name, public, kind of project, quota in GiB (−1 for none).
pub(crate) const PROJECTS: &[(&str, bool, i64)] = &[
    ("2026", false, 20),
    ("canucs", false, 3072),
    ("casa-team", false, 5),
    ("chimefrb", false, 8192),
    ("cirada", true, -1),
    ("dockerhub-cache", true, -1),
    ("library", true, -1),
    ("lsst", false, 6144),
    ("models", false, 4096),
    ("nvcr-cache", true, -1),
    ("sandbox", true, 2048),
    ("training-2026", true, 200),
];

/// Repositories of a project: name, number of images, size of one in MiB.
pub(crate) const REPOSITORIES: &[(&str, &str, usize, i64)] = &[
    ("skaha", "casa", 120, 1450),
    ("skaha", "desktop", 14, 3120),
    ("skaha", "carta", 22, 640),
    ("skaha", "jupyter-minimal", 31, 880),
    ("skaha", "terminal", 9, 310),
    ("skaha", "notebooks/lsst/weekly", 26, 5230),
    ("skaha", "notebooks/improc", 18, 2110),
    ("skaha", "firefly", 12, 1730),
    ("skaha", "topcat", 6, 720),
    ("skaha", "base/cuda", 8, 4800),
    ("skaha", "base/debian", 15, 74),
    ("2026", "workshop", 3, 940),
    ("canucs", "mosaics", 41, 3900),
    ("canucs", "photometry", 12, 1250),
    ("canucs", "grizli", 17, 2800),
    ("casa-team", "secret-tool", 2, 410),
    ("chimefrb", "baseband", 33, 1980),
    ("chimefrb", "tools/dm-search", 28, 1100),
    ("chimefrb", "l4-pipeline", 19, 2230),
    ("cirada", "cutouts", 21, 560),
    ("cirada", "vlass/quicklook", 16, 890),
    ("dockerhub-cache", "library/python", 34, 380),
    ("dockerhub-cache", "library/debian", 12, 49),
    ("dockerhub-cache", "library/postgres", 15, 150),
    ("dockerhub-cache", "grafana/grafana", 11, 170),
    ("library", "hello-world", 2, 1),
    ("library", "nginx", 14, 70),
    ("lsst", "stack", 44, 8300),
    ("lsst", "sciplat-lab", 30, 9400),
    ("nvcr-cache", "nvidia/cuda", 18, 5100),
    ("nvcr-cache", "nvidia/pytorch", 9, 9700),
    ("nvcr-cache", "nvidia/tensorrt", 7, 6400),
    ("sandbox", "try/me", 12, 210),
    ("sandbox", "kittens", 5, 96),
    ("training-2026", "intro", 4, 820),
    ("training-2026", "spectra", 5, 910),
];

/// Members of projects: project, person, role id.
pub(crate) const MEMBERS: &[(&str, &str, i64)] = &[
    ("skaha", "ada", 1),
    ("skaha", "bob", 4),
    ("skaha", "carol", 2),
    ("skaha", "dave", 3),
    ("skaha", "erin", 5),
    ("skaha", "maya.tremblay", 1),
    ("skaha", "j.okafor", 2),
    ("skaha", "l.bergeron", 4),
    ("casa-team", "ada", 1),
    ("2026", "ada", 1),
    ("2026", "carol", 2),
    ("canucs", "ada", 2),
    ("canucs", "j.okafor", 1),
    ("canucs", "maya.tremblay", 2),
    ("chimefrb", "ada", 2),
    ("chimefrb", "p.kaur", 1),
    ("cirada", "ada", 4),
    ("lsst", "ada", 3),
    ("models", "ada", 4),
    ("models", "bob", 2),
    ("training-2026", "ada", 1),
];

/// People besides the administrator: user name, real name.
pub(crate) const PEOPLE: &[(&str, &str)] = &[
    ("ada", "Ada Lovelace"),
    ("bob", "Bob Noyce"),
    ("carol", "Carol Shaw"),
    ("dave", "Dave Cutler"),
    ("erin", "Erin Spiceland"),
    ("zed", "Zed Shaw"),
    ("maya.tremblay", "Maya Tremblay"),
    ("j.okafor", "Jide Okafor"),
    ("l.bergeron", "Luc Bergeron"),
    ("p.kaur", "Parveen Kaur"),
    ("r.deluca", "Rosa De Luca"),
];

/// Labels: name, colour, description, project (empty for the whole server).
pub(crate) const LABELS: &[(&str, &str, &str, &str)] = &[
    ("approved", "#1D5100", "Reviewed by operations", ""),
    ("broken", "#C92100", "Don't use", ""),
    ("gpu", "#6F42C1", "Needs a GPU", ""),
    (
        "semester-26B",
        "#0079B8",
        "Frozen for observing semester 26B",
        "",
    ),
    (
        "ca.nrc.cadc.skaha.type=notebook",
        "#0079B8",
        "Starts as a notebook session",
        "skaha",
    ),
    (
        "ca.nrc.cadc.skaha.type=headless",
        "#61717D",
        "Runs as a batch job",
        "skaha",
    ),
    (
        "ca.nrc.cadc.skaha.type=desktop-app",
        "#8A4B00",
        "Starts in a desktop session",
        "skaha",
    ),
    (
        "ca.nrc.cadc.skaha.type=carta",
        "#00767F",
        "Starts as a CARTA session",
        "skaha",
    ),
];
