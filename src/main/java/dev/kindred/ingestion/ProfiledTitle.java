package dev.kindred.ingestion;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;

/// A title with the profile under which it is indexed: the stored one, or the one derived from its
/// metadata.
public record ProfiledTitle(Title title, ContentProfile profile) {}
