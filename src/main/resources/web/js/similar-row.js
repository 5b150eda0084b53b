import { html, onBeforeUnmount, shallowReactive } from './vendor.js';
import { similarTitles } from './catalogue.js';
import { Cover } from './cover.js';
import { yearLabel } from './labels.js';
import { latestOnly } from './latest.js';
import { ErrorNotice } from './notices.js';
import { titleHref } from './search-state.js';

const SKELETONS = Array.from({ length: 6 }, (_, index) => index);

/** One row of titles that are like this one in one way. Absent when there are none. */
export const SimilarRow = {
  props: { id: String, by: String, heading: String },
  setup(props) {
    const state = shallowReactive({ items: null, problem: null });
    const requests = latestOnly();

    async function load() {
      state.problem = null;
      const outcome = await requests.run(signal => similarTitles(props.id, props.by, signal));
      if (outcome) Object.assign(state, { items: outcome.value ?? null, problem: outcome.error ?? null });
    }

    load();
    onBeforeUnmount(requests.cancel);

    const content = () => {
      if (state.problem) return html`<${ErrorNotice} problem=${state.problem} onRetry=${load} />`;
      if (!state.items) return html`<div class="row-list" aria-hidden="true">${SKELETONS.map(bone)}</div>`;
      return html`<ul class="row-list">${state.items.map(item)}</ul>`;
    };

    return () =>
      state.items?.length === 0
        ? null
        : html`
            <section class=${['row', `row-${props.by}`]} data-by=${props.by} aria-labelledby=${`row-${props.by}`}>
              <h2 id=${`row-${props.by}`} class="section-heading">${props.heading}</h2>
              ${content()}
            </section>
          `;
  },
};

function bone(key) {
  return html`<div key=${key} class="row-item"><div class="cover bone"></div><span class="bone bone-line"></span></div>`;
}

function item(hit) {
  return html`
    <li key=${hit.id} class="row-item" data-id=${hit.id}>
      <${Cover} title=${hit.title} moods=${hit.profile?.moods} />
      <h3 class="card-name"><a class="card-link" href=${titleHref(hit.id)}>${hit.title.name}</a></h3>
      <p class="card-facts">${yearLabel(hit.title)}</p>
      ${hit.reasons?.[0]?.text && html`<p class="row-reason">${hit.reasons[0].text}</p>`}
    </li>
  `;
}
