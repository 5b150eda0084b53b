/// Files on disk: there whole or not at all, or for their owner alone.
///
/// Owns how a file is written so that no crash leaves half of it. Knows nothing of what is in it.
/// Uses `catalogue` for what a full disk is told as.
@NullMarked
package dev.kindred.disk;

import org.jspecify.annotations.NullMarked;
