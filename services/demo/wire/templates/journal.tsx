import { isoStamp, longDate } from '../clock.ts';
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

/** A sober, semantic page: header, nav, main, article and aside are what they say. */
export function Journal(view: PageView) {
  const { article, publisher } = view;
  const section = sectionOf(view);
  return (
    <Page view={view}>
      <a class="skip-link" href="#text">
        Skip to the article
      </a>
      <header class="site-header">
        <a class="site-name" href={homeOf(publisher)}>
          {publisher.name}
        </a>
        <nav class="main-nav" aria-label="Main">
          {menuLinks(publisher)}
        </nav>
      </header>
      <main>
        <nav class="breadcrumbs" aria-label="Breadcrumb">
          <ol>
            <li>
              <a href={homeOf(publisher)}>Home</a>
            </li>
            <li>
              <a href={section.href}>{section.name}</a>
            </li>
            <li aria-current="page">{article.title}</li>
          </ol>
        </nav>
        <article id="text">
          <header>
            <h1>{article.title}</h1>
            <p class="byline">
              {article.byline && (
                <>
                  By <span rel="author">{article.byline}</span>,{' '}
                </>
              )}
              <time datetime={isoStamp(article.published, publisher.clock)}>
                {longDate(article.published, publisher.clock)}
              </time>
            </p>
          </header>
          <figure>
            <img src={picturePath(article)} alt="" width="1200" height="630" />
            <figcaption>Illustration: {publisher.name}</figcaption>
          </figure>
          <div class="article-body">
            <Text view={view} inserts={{ 2: <Newsletter /> }} />
          </div>
          <footer class="article-footer">
            <p class="filed-under">
              Filed under{' '}
              {article.tags.map((tag) => (
                <a rel="tag" href={homeOf(publisher)}>
                  {tag}
                </a>
              ))}
            </p>
          </footer>
        </article>
        {view.related.length > 0 && (
          <aside aria-labelledby="related">
            <h2 id="related">Related coverage</h2>
            <ul>{headlineList(view.related)}</ul>
          </aside>
        )}
      </main>
      <SiteFooter view={view} />
    </Page>
  );
}

function Newsletter() {
  return (
    <aside class="newsletter">
      <h2>The Friday list</h2>
      <p>Every rule, licence notice and settlement of the week in one message.</p>
      <form action="#" method="get">
        <label for="address">Work e-mail</label> <input id="address" type="email" name="address" />{' '}
        <button type="submit">Sign up</button>
      </form>
    </aside>
  );
}

function SiteFooter({ view: { publisher } }: { view: PageView }) {
  return (
    <footer class="site-footer">
      <nav aria-label="Footer">
        <a href="#about">About us</a> <a href="#corrections">Corrections</a> <a href="#terms">Terms</a>{' '}
        <a href="#contact">Contact the desk</a>
      </nav>
      <p>
        © {publisher.name}. Nothing on this site is legal advice. {sampleNotice.en}
      </p>
    </footer>
  );
}
