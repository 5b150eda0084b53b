/// Who may do what, and how often: keys with scopes, and rate limits. Owns [AccessKey], the store
/// interface of keys, and [RateLimiter]. Knows no route and no database. Uses `json`.
@NullMarked
package dev.kindred.access;

import org.jspecify.annotations.NullMarked;
