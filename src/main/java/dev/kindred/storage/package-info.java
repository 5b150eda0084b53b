/// JDBC homes of the store interfaces that the packages above declare; Flyway migrations. SQLite
/// and Jdbi stay here. Decides nothing: what is stored, and when, is its callers' matter.
@NullMarked
package dev.kindred.storage;

import org.jspecify.annotations.NullMarked;
