/// The command line: one command per class, thin, and the tools that make what is shipped. May use
/// everything.
@NullMarked
package dev.kindred.cli;

import org.jspecify.annotations.NullMarked;
