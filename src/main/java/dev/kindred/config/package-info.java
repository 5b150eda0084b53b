/// One settings file, and environment variables over it, read into the options records of the
/// packages. Owns [Settings] and the names of its keys. Starts nothing. Uses the packages whose
/// options it fills, and `json`.
@NullMarked
package dev.kindred.config;

import org.jspecify.annotations.NullMarked;
