/// Fuzz targets: each takes any bytes and throws when Kindred does with them what it never may.
/// `scripts/fuzz` lets Jazzer find such bytes; the ordinary suite replays what was found and the
/// seeds (`src/test/resources/fuzz/<target>`).
@NullMarked
package dev.kindred.fuzz;

import org.jspecify.annotations.NullMarked;
