/// Content profiles made from what is known of a title. Today [MetadataProfiler] derives one from
/// metadata by template; the profiler that asks a language model belongs here too, and with it the
/// interface that both implement. Does not store or embed. Uses `catalogue`.
@NullMarked
package dev.kindred.enrichment;

import org.jspecify.annotations.NullMarked;
