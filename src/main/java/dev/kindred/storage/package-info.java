/// JDBC homes of the store interfaces that other packages declare, and their migrations; Jdbi and
/// SQL stay here. [Database] opens one data folder and hands out the homes. Knows no request, no
/// index and no model. Uses the packages whose interfaces it implements, and `json`.
@NullMarked
package dev.kindred.storage;

import org.jspecify.annotations.NullMarked;
