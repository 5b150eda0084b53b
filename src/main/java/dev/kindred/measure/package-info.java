/// Measures of ranked lists, with their conventions spelt out; intervals and paired tests. Knows no
/// search engine and reads no file. Uses no other package.
@NullMarked
package dev.kindred.measure;

import org.jspecify.annotations.NullMarked;
