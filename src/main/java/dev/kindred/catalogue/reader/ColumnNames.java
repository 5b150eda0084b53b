package dev.kindred.catalogue.reader;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What catalogues call the columns of a title field, the likeliest first, English before German,
/// French, Spanish, Italian and Portuguese; in lower case, without accents, spaces and punctuation.
final class ColumnNames {
  private static final Map<String, List<String>> BY_FIELD = new LinkedHashMap<>();
  private static final Set<String> KNOWN = new HashSet<>();

  static {
    put(
        "name",
        "title name primarytitle movietitle titlename moviename filmtitle filmname film movie seriestitle seriesname showname englishtitle titel filmtitel titre titulo titolo nome");
    put(
        "id",
        "id showid titleid movieid filmid tconst imdbtitleid imdbid const tmdbid itemid contentid uuid key imdb");
    put("kind", "kind type titletype contenttype mediatype category format art typ tipo");
    put(
        "originalName",
        "originaltitle originalname nativetitle japanesename originaltitel titreoriginal titulooriginal titolooriginale");
    put(
        "aliases",
        "aka akas aliases alias alsoknownas alternatetitles alternativetitles alternativetitle othertitles englishname");
    put(
        "year",
        "year releaseyear startyear yearreleased yearofrelease releasedyear titleyear premiereyear productionyear jahr erscheinungsjahr produktionsjahr annee ano anno aired");
    put("endYear", "endyear yearend lastyear ended lastairdate");
    put(
        "releaseDate",
        "releasedate datereleased released premieredate premiered premiere datepublished firstairdate airdate originalreleasedate release date erscheinungsdatum datedesortie fechadeestreno datadiuscita");
    put(
        "runtimeMinutes",
        "runtimeminutes runtime runtimemins runtimemin duration durationminutes durationmin durationmins runningtime length minutes time laufzeit dauer duree duracion durata duracao");
    put(
        "genres",
        "genres genre genrenames listedin categories maingenre genero generos genere generi");
    put(
        "synopsis",
        "overview synopsis plot description summary storyline plotsummary plotoutline story shortdescription movieinfo sypnopsis beschreibung inhalt handlung resume sinopsis argumento trama sinopse");
    put("tagline", "tagline taglines slogan");
    put(
        "keywords",
        "keywords keyword plotkeywords tags tag themes schlagworter stichworter motscles palabrasclave");
    put(
        "people.director",
        "director directors directedby directorname directornames regisseur regie realisateur realisation regia regista diretor direccion direcao");
    put("people.creator", "creator creators createdby");
    put(
        "people.writer",
        "writer writers writtenby screenplay screenwriter screenwriters author authors drehbuch scenariste scenario guion guionista sceneggiatura roteiro");
    put(
        "people.cast",
        "cast actors actor actorname actornames star stars starring castmembers castnames toplist maincast leadactor leadactors darsteller besetzung schauspieler acteurs distribution reparto actores attori interpreti elenco atores");
    put("people.composer", "composer composers music musicby musik komponist musique musica");
    put(
        "countries",
        "countries country productioncountries productioncountry countryoforigin origincountry origincountries countryname land herkunftsland produktionsland pays pais paese nazione");
    put(
        "languages",
        "languages language originallanguage spokenlanguages spokenlanguage lang originallang sprache originalsprache langue idioma lingua");
    put(
        "maturity",
        "certification contentrating mpaarating mpaa rated certificate agerating maturityrating maturity ageclassification parentalrating fsk rating");
    put("franchise", "collection collectionname belongstocollection franchise");
    put("popularity", "popularity");
    put(
        "rating.average",
        "voteaverage averagerating avgrating meanrating imdbrating imdbscore ratingvalue ratingaverage rating score userrating userscore avgvote vote stars bewertung note calificacion puntuacion voto nota");
    put(
        "rating.count",
        "votecount ratingcount numvotes noofvotes votes imdbvotes numvotedusers numberofvotes ratingscount numratings");
    put(
        "poster",
        "posterurl posterlink poster posterpath imageurl image imageoriginal imagemedium thumbnail");
    put("links.imdb", "imdbid imdb tconst imdbtitleid imdblink const");
    put("links.tmdb", "tmdbid tmdb themoviedbid");
    put("links.movielens", "movielensid mlid movielens movieid");
    put("seasonNumber", "seasonnumber season");
    put("episodeNumber", "episodenumber episode");
    put("parentId", "parentid parenttconst seriesid");
    put(
        "attributes.companies",
        "productioncompanies companies company productioncompany studio studios distributor");
    put("attributes.networks", "network networks webchannel platform");
    put("attributes.dateAdded", "dateadded added addedat");
    put("attributes.budget", "budget");
    put("attributes.revenue", "revenue gross boxoffice");
    put("attributes.homepage", "homepage officialsite url website");
    put("attributes.awards", "awards");
  }

  private ColumnNames() {}

  /// The names of a field's columns.
  static List<String> of(String field) {
    return BY_FIELD.getOrDefault(field, List.of());
  }

  /// Whether a column's name is that of any field.
  static boolean isKnown(ColumnSample column) {
    return KNOWN.contains(column.key()) || KNOWN.contains(column.family());
  }

  private static void put(String field, String names) {
    List<String> list = List.of(names.split(" ", -1));
    BY_FIELD.put(field, list);
    KNOWN.addAll(list);
  }
}
