/// In which language a text is, as far as scripts and the commonest words tell. Knows nothing of
/// models or titles, uses no other package.
@NullMarked
package dev.kindred.language;

import org.jspecify.annotations.NullMarked;
