import { html } from './vendor.js';

/** Where an address leads nowhere; `what` is 'title' or 'page'. */
export const NotFound = {
  props: { what: String },
  setup(props) {
    document.title = 'Not found – Kindred';
    return () => html`
      <div class="not-found">
        <p class="not-found-mark" aria-hidden="true">404</p>
        <h1 class="view-heading" tabindex="-1">There is no such ${props.what} here</h1>
        <p>It may have left the catalogue, or the address has a slip in it.</p>
        <p class="notice-actions"><a class="button" href="/">Browse the catalogue</a></p>
      </div>
    `;
  },
};
