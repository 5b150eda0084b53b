/// Trained models as a request asks them, and as they lie on disk: format, version, checksum, which
/// one is live. Immutable and safe for any number of threads once made. Does not train
/// (`training`). Uses `disk`, `catalogue` and `json`.
@NullMarked
package dev.kindred.model;

import org.jspecify.annotations.NullMarked;
