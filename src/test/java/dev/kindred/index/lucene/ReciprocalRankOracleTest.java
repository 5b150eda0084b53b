package dev.kindred.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.candidates.Candidate;
import dev.kindred.candidates.CandidateList;
import dev.kindred.candidates.Source;
import dev.kindred.catalogue.TitleId;
import dev.kindred.catalogue.TitleKey;
import dev.kindred.fusion.FusedCandidate;
import dev.kindred.fusion.Fusion;
import dev.kindred.fusion.FusionMethod;
import dev.kindred.index.Total;
import dev.kindred.testing.Seeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import org.junit.jupiter.api.RepeatedTest;

/// Our reciprocal rank fusion against Lucene's.
final class ReciprocalRankOracleTest {
  @RepeatedTest(20)
  @Seeded
  void agreesWithLucene(Random random) {
    int k = 1 + random.nextInt(100);
    List<CandidateList> ours = new ArrayList<>();
    List<TopDocs> theirs = new ArrayList<>();
    for (Source source : List.of(Source.LEXICAL, Source.STORY, Source.FEEL)) {
      List<Integer> keys = new ArrayList<>();
      for (int key = 1; key <= 80; key++) keys.add(key);
      Collections.shuffle(keys, random);
      List<Candidate> candidates = new ArrayList<>();
      List<ScoreDoc> docs = new ArrayList<>();
      for (int key : keys.subList(0, 1 + random.nextInt(79))) {
        float score = 1f / (1 + docs.size());
        docs.add(new ScoreDoc(key, score, 0));
        candidates.add(
            new Candidate(new TitleKey(key), new TitleId("t" + key), docs.size(), score));
      }
      ours.add(
          new CandidateList(
              source, candidates, 1, new Total(candidates.size(), Total.Relation.EQ)));
      theirs.add(
          new TopDocs(
              new TotalHits(docs.size(), TotalHits.Relation.EQUAL_TO),
              docs.toArray(ScoreDoc[]::new)));
    }
    Map<Integer, Double> expected = new HashMap<>();
    for (ScoreDoc doc : TopDocs.rrf(1_000, k, theirs.toArray(TopDocs[]::new)).scoreDocs)
      expected.put(doc.doc, (double) doc.score);
    List<FusedCandidate> fused = Fusion.fuse(ours, new FusionMethod.ReciprocalRank(k));
    assertThat(fused).hasSameSizeAs(expected.keySet());
    for (FusedCandidate candidate : fused) {
      assertThat(expected).containsKey(candidate.key().value());
      assertThat(candidate.score())
          .isCloseTo(expected.getOrDefault(candidate.key().value(), 0.0), within(1e-6));
    }
  }
}
