import { isoStamp, longDate } from '../clock.ts';
import { pick, picturePath } from '../pictures.ts';
import { headlineList, homeOf, menuLinks, Page, type PageView, sampleNotice, Text } from './parts.tsx';

/** A newsletter's web page: one narrow column, reactions, a box to subscribe, other issues below. */
export function Letter(view: PageView) {
  const { article, publisher } = view;
  return (
    <Page view={view}>
      <div class="topbar">
        <a class="topbar-logo" href={homeOf(publisher)}>
          {publisher.name}
        </a>
        <nav class="topbar-links">{menuLinks(publisher)}</nav>
        <button type="button" class="subscribe-button">
          Subscribe
        </button>
      </div>
      <main class="post-wrap">
        <article class="newsletter-post post">
          <div class="post-header">
            <h1 class="post-title">{article.title}</h1>
            <div class="post-meta">
              <span class="avatar">{(article.byline ?? publisher.name).slice(0, 1)}</span>
              <span class="post-author">{article.byline ?? publisher.name}</span>
              <time datetime={isoStamp(article.published, publisher.clock)}>
                {longDate(article.published, publisher.clock)}
              </time>
            </div>
            <Reactions view={view} />
          </div>
          <img class="post-hero" src={picturePath(article)} alt="" />
          <div class="body markup">
            <Text view={view} inserts={{ 2: <SubscribeBox name={publisher.name} /> }} />
          </div>
          <div class="post-tags">
            {article.tags.map((tag) => (
              <a href={homeOf(publisher)}>#{tag}</a>
            ))}
          </div>
          <Reactions view={view} />
        </article>
        {view.related.length > 0 && (
          <section class="recommended">
            <h2>Other issues</h2>
            <ul>{headlineList(view.related)}</ul>
          </section>
        )}
      </main>
      <footer>
        © {publisher.name} · <a href="#privacy">Privacy</a> · <a href="#unsubscribe">Unsubscribe</a>
        <br />
        {sampleNotice.en}
      </footer>
    </Page>
  );
}

function Reactions({ view: { article, comments } }: { view: PageView }) {
  return (
    <div class="reactions" role="toolbar">
      <button type="button">♡ {20 + pick(article.slug, 300)}</button>
      <button type="button">Comments {comments}</button>
      <button type="button">Share</button>
    </div>
  );
}

function SubscribeBox({ name }: { name: string }) {
  return (
    <div class="subscription-widget">
      <p>Thanks for reading {name}. Subscribe for free to get the next issue by mail.</p>
      <input type="email" placeholder="Type your e-mail…" aria-label="E-mail" />
      <button type="button">Subscribe</button>
    </div>
  );
}
