/// Composition by hand: which object gets which, and in what order things start and stop. Uses
/// everything but `cli`.
@NullMarked
package dev.kindred.app;

import org.jspecify.annotations.NullMarked;
