/// What tests of several packages share: seeded randomness, builders, fakes by hand, the place of
/// the real data.
@NullMarked
package dev.kindred.testing;

import org.jspecify.annotations.NullMarked;
