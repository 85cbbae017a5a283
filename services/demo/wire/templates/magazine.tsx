import { isoStamp, shortDate } from '../clock.ts';
import { summaryOf } from '../feeds.ts';
import { picturePath } from '../pictures.ts';
import {
  headlineList,
  homeOf,
  menuLinks,
  Page,
  type PageView,
  sampleNotice,
  sectionOf,
  Text,
} from './parts.tsx';

/** A blog-engine site: entry-title, entry-meta and entry-content, schema.org microdata instead of JSON-LD. */
export function Magazine(view: PageView) {
  const { article, publisher } = view;
  return (
    <Page view={view}>
      <header id="masthead" class="site-header">
        <div class="site-title">
          <a href={homeOf(publisher)} rel="home">
            {publisher.name}
          </a>
        </div>
        <div class="site-description">{publisher.description}</div>
        <nav id="site-navigation" class="main-navigation">
          {menuLinks(publisher)}
        </nav>
      </header>
      <div id="content" class="site-content">
        <div id="primary" class="content-area">
          <Entry view={view} />
          {view.related.length > 0 && (
            <div class="related-posts">
              <h3>You may also like</h3>
              <ul>{headlineList(view.related)}</ul>
            </div>
          )}
          <Comments view={view} />
        </div>
        <Sidebar view={view} />
      </div>
      <footer id="colophon" class="site-footer">
        <p>
          © {article.published.getUTCFullYear()} {publisher.name}. {sampleNotice.en}
        </p>
      </footer>
    </Page>
  );
}

function Entry({ view }: { view: PageView }) {
  const { article, publisher } = view;
  const section = sectionOf(view);
  return (
    <article class="post type-post hentry" itemscope itemtype="https://schema.org/NewsArticle">
      <header class="entry-header">
        <span class="cat-links">
          <a href={section.href} rel="category" itemprop="articleSection">
            {section.name}
          </a>
        </span>
        <h1 class="entry-title" itemprop="headline">
          {article.title}
        </h1>
        <div class="entry-meta">
          <time
            class="entry-date published"
            datetime={isoStamp(article.published, publisher.clock)}
            itemprop="datePublished"
          >
            {shortDate(article.published, publisher.clock)}
          </time>{' '}
          by{' '}
          <span class="author vcard" itemprop="author" itemscope itemtype="https://schema.org/Person">
            <span class="fn" itemprop="name">
              {article.byline ?? 'Docket staff'}
            </span>
          </span>{' '}
          · <a href="#comments">{view.comments} comments</a>
        </div>
        <meta itemprop="description" content={summaryOf(article)} />
        <meta itemprop="inLanguage" content="en" />
      </header>
      <Share />
      <figure class="post-thumbnail wp-caption">
        <img src={picturePath(article)} alt="" itemprop="image" />
        <figcaption class="wp-caption-text">Art: {publisher.name}</figcaption>
      </figure>
      <div class="entry-content" itemprop="articleBody">
        <Text view={view} inserts={{ 3: <Subscribe /> }} />
        <Share />
      </div>
      <footer class="entry-footer">
        <span class="tags-links">
          Tagged{' '}
          {article.tags.map((tag) => (
            <a href={homeOf(publisher)} rel="tag" itemprop="keywords">
              {tag}
            </a>
          ))}
        </span>
      </footer>
    </article>
  );
}

function Share() {
  return (
    <div class="sharedaddy">
      <span>Share this:</span> <a href="#mail">Email</a> <a href="#feed">Feed</a>{' '}
      <a href="#copy">Copy address</a>
    </div>
  );
}

function Subscribe() {
  return (
    <div class="widget newsletter-signup">
      <h4>Get the Docket on Mondays</h4>
      <p>One e-mail a week on fabs, tools and filings. No sponsors in the text, ever.</p>
      <form>
        <input type="email" placeholder="Your e-mail" aria-label="Your e-mail" />
        <button type="submit">Subscribe</button>
      </form>
    </div>
  );
}

function Comments({ view: { comments } }: { view: PageView }) {
  return (
    <section id="comments" class="comments-area">
      <h3 class="comments-title">{comments} comments</h3>
      <ol class="comment-list">
        <li class="comment">
          <p>
            <b>etchrate</b> says: The part about the threshold deserves its own piece. Who does the measuring?
          </p>
        </li>
        <li class="comment">
          <p>
            <b>quietfab</b> says: Same question as last time. Somebody at the plant will know and will not
            say.
          </p>
        </li>
      </ol>
      <p class="comment-form">
        <a href="#sign-in">Sign in to comment</a>
      </p>
    </section>
  );
}

function Sidebar({ view: { popular } }: { view: PageView }) {
  return (
    <aside id="secondary" class="widget-area">
      <section class="widget widget_search">
        <search>
          <input type="search" placeholder="Search the docket" aria-label="Search" />
        </search>
      </section>
      {popular.length > 0 && (
        <section class="widget">
          <h3>Popular this month</h3>
          <ol>{headlineList(popular)}</ol>
        </section>
      )}
    </aside>
  );
}
