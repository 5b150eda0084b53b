/// Strict reading of JSON objects: every fault is collected with the JSON pointer of its field,
/// nothing is ignored.
///
/// Owns the shared Jackson mapper, [JsonFields] and [Faults]. Knows nothing of titles, requests or
/// HTTP. Uses no other package.
@NullMarked
package dev.kindred.json;

import org.jspecify.annotations.NullMarked;
