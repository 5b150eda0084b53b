/// The search primitives over one generation of the catalogue: [TitleIndex] to write,
/// [TitleSearcher] to read one snapshot, [IndexHome] for the generations. Owns the schema. Does not
/// understand queries, fuse lists or rank. Homes are in sub-packages; Lucene stays in
/// `index.lucene`. Uses `embedding`, `catalogue` and `json`.
@NullMarked
package dev.kindred.index;

import org.jspecify.annotations.NullMarked;
