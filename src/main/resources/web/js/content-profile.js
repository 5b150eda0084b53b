import { html } from './vendor.js';
import { FilterChips } from './filter-links.js';
import { capitalised } from './labels.js';

const SOURCES = {
  llm: 'Written by a language model',
  human: 'Written by a person',
  metadata: 'Derived from metadata',
};
const PACES = ['slow', 'measured', 'brisk', 'frantic'];

/** What a title is like, and who says so. A hit tells only a part of it; `complete` is false until the rest is here. */
export function ContentProfile({ profile, complete }) {
  const { story, tone, pace, style, setting, audience, watchWhen, themes, moods, source } = profile;
  return html`
    <section class="title-section profile" aria-labelledby="profile-heading">
      <div class="profile-head">
        <h2 id="profile-heading" class="section-heading">What it is like</h2>
        ${SOURCES[source?.kind] && html`<p class="profile-source quiet">${SOURCES[source.kind]}</p>`}
      </div>
      ${story ? html`<p class="profile-story">${story}</p>` : !complete && storySkeleton()}
      ${chips('Moods', 'moods', moods)}
      ${chips('Themes', 'themes', themes)}
      <dl class="profile-facts">
        ${fact('Tone', tone && capitalised(tone))}
        ${fact('Pace', pace && paceScale(pace))}
        ${fact('Style', sentence(style))}
        ${fact('Set in', place(setting))}
        ${fact('For', audience && capitalised(audience))}
        ${fact('Watch it', sentence(watchWhen))}
      </dl>
    </section>
  `;
}
ContentProfile.props = ['profile', 'complete'];

function storySkeleton() {
  return html`
    <p class="profile-story" aria-hidden="true"><span class="bone bone-line"></span><span class="bone bone-line"></span></p>
  `;
}

function chips(label, field, values) {
  return values?.length > 0 && html`
    <div class="profile-chips">
      <h3 class="profile-label">${label}</h3>
      <${FilterChips} field=${field} values=${values} label=${label} />
    </div>
  `;
}

function fact(term, value) {
  return value && html`<div class="profile-fact"><dt class="profile-label">${term}</dt><dd>${value}</dd></div>`;
}

function paceScale(pace) {
  const position = PACES.indexOf(pace);
  const step = index => html`<span class=${['pace-step', index <= position && 'pace-step-on']}></span>`;
  return [
    capitalised(pace),
    position >= 0 && html`<span class="pace" aria-hidden="true">${PACES.map((_, index) => step(index))}</span>`,
  ];
}

function sentence(values) {
  return values?.length > 0 && capitalised(values.join('; '));
}

function place(setting) {
  return capitalised([setting?.place, setting?.era].filter(Boolean).join(', '));
}
