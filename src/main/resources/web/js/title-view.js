import { html, onBeforeUnmount, shallowReactive, watch } from './vendor.js';
import { announce } from './announcer.js';
import { knownTitle, titleById } from './catalogue.js';
import { ContentProfile } from './content-profile.js';
import { Cover, coverPalette } from './cover.js';
import { FilterChips } from './filter-links.js';
import { kindLabel, maturityLabel, runtimeLabel, yearLabel } from './labels.js';
import { latestOnly } from './latest.js';
import { NotFound } from './not-found.js';
import { ErrorNotice } from './notices.js';
import { keepFocusOnHeading } from './router.js';
import { SimilarRow } from './similar-row.js';
import { TitleActions } from './title-actions.js';
import { TitleFacts } from './title-facts.js';

/** One title: what is known of it, what it is like, and what is like it. */
export const TitleView = {
  props: { id: String },
  setup(props) {
    const state = shallowReactive({ title: null, problem: null });
    const requests = latestOnly();

    async function load() {
      Object.assign(state, { title: knownTitle(props.id), problem: null });
      document.title = state.title ? pageTitle(state.title) : 'Kindred';
      const outcome = await requests.run(signal => titleById(props.id, signal));
      if (!outcome) return;
      Object.assign(state, { title: outcome.value ?? null, problem: outcome.error ?? null });
      keepFocusOnHeading();
      if (!state.title) return;
      document.title = pageTitle(state.title);
      announce(state.title.name);
    }

    watch(() => props.id, load, { immediate: true });
    onBeforeUnmount(requests.cancel);

    const failure = () => html`
      <div class="title-view">
        <h1 class="visually-hidden" tabindex="-1">Title</h1>
        <${ErrorNotice} problem=${state.problem} onRetry=${load} />
      </div>
    `;

    return () => {
      if (state.problem?.status === 404) return html`<${NotFound} what="title" />`;
      if (state.problem) return failure();
      return state.title ? page(state.title) : skeleton();
    };
  },
};

function page(title) {
  const { profile } = title;
  const palette = coverPalette(title, profile?.moods);
  return html`
    <article class="title-view">
      <div class="title-hero" style=${{ '--near': palette.a, '--far': palette.b }}>
        <div class="title-hero-inner">
          <div class="title-cover"><${Cover} title=${title} moods=${profile?.moods} /></div>
          <div class="title-lead">
            <p class="title-facts">${shortFacts(title)}</p>
            <h1 class="title-heading" tabindex="-1">${title.name}</h1>
            ${originalName(title)}
            ${profile?.pitch && html`<p class="title-pitch">${profile.pitch}</p>`}
            ${title.genres?.length > 0 && html`<${FilterChips} field="genres" values=${title.genres} label="Genres" />`}
            <${TitleActions} id=${title.id} name=${title.name} labelled=${true} />
          </div>
        </div>
      </div>
      <div class="title-body">
        <div class="title-main">
          ${title.synopsis && synopsis(title.synopsis)}
          ${profile && html`<${ContentProfile} profile=${profile} complete=${!title.partial} />`}
        </div>
        <${TitleFacts} title=${title} />
      </div>
      <${SimilarRow} key=${`story:${title.id}`} id=${title.id} by="story" heading="A story like this" />
      <${SimilarRow} key=${`feel:${title.id}`} id=${title.id} by="feel" heading="Feels like this" />
    </article>
  `;
}

function skeleton() {
  return html`
    <div class="title-view" aria-busy="true">
      <div class="title-hero">
        <div class="title-hero-inner">
          <div class="title-cover"><div class="cover bone"></div></div>
          <div class="title-lead">
            <p class="title-facts"><span class="bone bone-facts"></span></p>
            <h1 class="title-heading" tabindex="-1">
              <span class="visually-hidden">Loading the title</span><span class="bone bone-heading"></span>
            </h1>
            <p class="title-pitch"><span class="bone bone-pitch"></span></p>
            <p class="chip bone bone-chip"></p>
          </div>
        </div>
      </div>
      <div class="title-body title-body-bone"></div>
    </div>
  `;
}

function synopsis(text) {
  return html`
    <section class="title-section">
      <h2 class="section-heading">Synopsis</h2>
      <p class="title-synopsis">${text}</p>
    </section>
  `;
}

function originalName({ name, originalName, languages }) {
  return originalName && originalName !== name &&
    html`<p class="title-original" lang=${languages?.[0]}>${originalName}</p>`;
}

function shortFacts(title) {
  const runtime = runtimeLabel(title.runtimeMinutes);
  return [
    kindLabel(title.kind),
    yearLabel(title),
    runtime && title.kind === 'series' ? `${runtime} an episode` : runtime,
    maturityLabel(title.maturity),
  ].filter(Boolean).join(' · ');
}

function pageTitle(title) {
  return `${title.name}${title.year ? ` (${title.year})` : ''} – Kindred`;
}
