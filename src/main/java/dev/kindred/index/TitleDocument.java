package dev.kindred.index;

import dev.kindred.catalogue.ContentProfile;
import dev.kindred.catalogue.Title;
import dev.kindred.catalogue.TitleKey;

/// A title as it was indexed.
public record TitleDocument(TitleKey key, Title title, ContentProfile profile) {}
