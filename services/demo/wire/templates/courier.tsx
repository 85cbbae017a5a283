import type { WireArticle } from '../articles.ts';
import { timeOfDay, weekdayDate } from '../clock.ts';
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

/** A crowded general daily: consent layer, trending strip, a teaser between the paragraphs, promotions all over. */
export function Courier(view: PageView) {
  const { publisher } = view;
  return (
    <Page view={view}>
      <CookieNotice name={publisher.name} />
      <div class="header-container">
        <div class="header-top">
          <a href="#sign-in">Sign in</a> <a href="#weather">Rain later, 12°C</a>{' '}
          <a href="#shop">Courier shop</a>
        </div>
        <div class="header-logo">
          <a href={homeOf(publisher)}>{publisher.name}</a>
        </div>
        <div class="header-nav">{menuLinks(publisher)}</div>
        <div class="trending">
          <b>Trending:</b> <a href="#cup">Cup draw</a> <a href="#bins">Bin strike</a>{' '}
          <a href="#crossword">Prize crossword</a>
        </div>
      </div>
      <div class="container">
        <div class="page-left">
          <Story view={view} />
        </div>
        <div class="page-right">
          <div class="mpu">ADVERTISEMENT</div>
          {view.popular.length > 0 && (
            <div class="module most-popular">
              <div class="module-title">MOST READ</div>
              <ol>{headlineList(view.popular)}</ol>
            </div>
          )}
        </div>
      </div>
      <div class="footer-container">
        <div class="footer-links">
          <a href="#contact">Contact us</a> <a href="#complaints">Complaints</a> <a href="#jobs">Jobs</a>{' '}
          <a href="#cookies">Cookie settings</a> <a href="#archive">Archive</a>
        </div>
        <div>
          © {publisher.name} Newspapers. {sampleNotice.en}
        </div>
      </div>
    </Page>
  );
}

function CookieNotice({ name }: { name: string }) {
  return (
    <div class="cookie-consent" role="dialog" aria-label="Cookies">
      <p>
        We and our 214 partners store and read information on your device to measure adverts, to learn about
        our readers and to keep {name} free. You can change your mind at any time.
      </p>
      <button type="button">Accept all</button> <button type="button">Manage options</button>
    </div>
  );
}

function Story({ view }: { view: PageView }) {
  const { article, publisher, related } = view;
  const section = sectionOf(view);
  return (
    <div class="article-wrapper">
      <div class="crumbs">
        <a href={homeOf(publisher)}>Home</a> &gt; <a href={section.href}>{section.name}</a>
      </div>
      <h1>{article.title}</h1>
      <div class="author-line">
        <span class="by">{article.byline ? `By ${article.byline}` : 'By Courier reporters'}</span>
        <span class="when">
          {weekdayDate(article.published, publisher.clock)} {timeOfDay(article.published, publisher.clock)}
        </span>
      </div>
      <ShareBar comments={view.comments} />
      <div class="lead-picture">
        <img src={picturePath(article)} alt="" />
        <span class="caption">Picture: {publisher.name} graphics</span>
      </div>
      <div class="copy">
        <Text view={view} inserts={{ 2: <Mailing />, 4: <ReadMore article={related[0]} /> }} />
      </div>
      <ShareBar comments={view.comments} />
      <div class="topic-tags">
        <span>More on</span>
        {article.tags.map((tag) => (
          <a href={homeOf(publisher)}>{tag}</a>
        ))}
      </div>
      <div class="promo-strip">
        {related.map(({ path, title }) => (
          <a class="promo" href={path}>
            <img src={picturePath({ publisher: publisher.id, slug: slugOf(path) })} alt="" />
            <span>{title}</span>
          </a>
        ))}
      </div>
    </div>
  );
}

const slugOf = (path: string) => path.slice(path.lastIndexOf('/') + 1, -'.html'.length);

function ShareBar({ comments }: { comments: number }) {
  return (
    <div class="share-bar">
      <a href="#share-chat">Chat</a>
      <a href="#share-post">Post</a>
      <a href="#share-mail">Mail</a>
      <a class="comment-count" href="#comments">
        {comments} comments
      </a>
    </div>
  );
}

function Mailing() {
  return (
    <div class="mailing-list">
      <b>The Courier at breakfast</b>
      <p>Sign up for the stories everyone will talk about, every morning at six.</p>
      <input type="text" value="" placeholder="E-mail address" aria-label="E-mail address" />
      <button type="button">SIGN UP</button>
      <small>By signing up you agree to our terms and to offers from carefully chosen partners.</small>
    </div>
  );
}

function ReadMore({ article }: { article: WireArticle | undefined }) {
  if (!article) return null;
  return (
    <div class="read-more-inline">
      READ MORE: <a href={article.path}>{article.title}</a>
    </div>
  );
}
