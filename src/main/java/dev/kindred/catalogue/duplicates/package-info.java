/// Which titles of a catalogue are likely the same one: candidates by shared names and links,
/// scored by evidence. It reports and never merges. May use `json`.
@NullMarked
package dev.kindred.catalogue.duplicates;

import org.jspecify.annotations.NullMarked;
