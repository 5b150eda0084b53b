import { html, watch } from './vendor.js';
import { home, loadHome, refreshHome } from './home.js';
import { HomeRow, RowSkeleton } from './home-row.js';
import { ErrorNotice } from './notices.js';
import { OnboardingStrip } from './onboarding-strip.js';
import { route } from './router.js';
import { keyPrompt } from './session.js';
import { TastePanel } from './taste-panel.js';

const SIMULATED = 'simulatedAudience';

/** What the front page shows before anything is asked: rows for whoever looks at it. */
export const HomeView = {
  setup() {
    watch(() => route.visit, () => loadHome({ fromMemory: route.arrival === 'restore' }), { immediate: true });

    // The search below says that a key is wanted; once it has one, so have the rows.
    watch(() => keyPrompt.given, () => home.problem?.wantsKey && loadHome());

    const notes = () =>
      home.rows?.some(row => row.warnings?.some(warning => warning.code === SIMULATED)) &&
      html`<p class="home-note"><b>A simulated audience.</b> What is popular here was watched by nobody real; it goes with
        the first real viewer.</p>`;

    const rows = () => {
      if (home.problem?.wantsKey) return null;
      if (home.problem) return html`<${ErrorNotice} problem=${home.problem} onRetry=${loadHome} />`;
      if (!home.rows) return [html`<${RowSkeleton} />`, html`<${RowSkeleton} />`];
      return home.rows.map(row => html`<${HomeRow} key=${row.recommendationId} row=${row} />`);
    };

    return () => html`
      <div class="home-view" aria-busy=${String(home.loading)}>
        ${home.questions && html`<${OnboardingStrip} items=${home.questions} />`}
        ${home.taste && html`<${TastePanel} taste=${home.taste} />`}
        ${rows()}
        ${notes()}
        ${home.changed && html`
          <p class="home-changed">
            <span>What you said changes this page.</span>
            <button type="button" class="button" onClick=${() => refreshHome('The page is up to date')}>Show it</button>
          </p>
        `}
      </div>
    `;
  },
};
