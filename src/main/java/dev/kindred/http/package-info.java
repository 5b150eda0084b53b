/// The REST interface, its OpenAPI document, and the web page: routes, strict request reading,
/// problem+json, access per route, limits, metrics. Javalin stays here. Decides nothing about
/// search or storage: what the routes call is handed in as a [Backend]. Uses `search`,
/// `recommendation`, `query`, `explanation`, `diversification`, `candidates`, `viewer`, `feedback`,
/// `ingestion`, `operation`, `access`, `index`, `catalogue` and `json`.
@NullMarked
package dev.kindred.http;

import org.jspecify.annotations.NullMarked;
