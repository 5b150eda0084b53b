/// The Lucene home of the index: schema, analysis, codecs, queries, facets, suggestions. Nothing
/// outside this package sees Lucene or its document numbers.
@NullMarked
package dev.kindred.index.lucene;

import org.jspecify.annotations.NullMarked;
