/// The search primitives over one generation of the catalogue: [TitleIndex] to write,
/// [TitleSearcher] to read one snapshot, [IndexHome] for the generations. Owns the schema. Does not
/// understand queries, fuse lists or rank. Homes are in sub-packages; Lucene stays in
/// `index.lucene`. Uses `catalogue` and `embedding`.
@NullMarked
package dev.kindred.index;

import org.jspecify.annotations.NullMarked;
