import { longDate, timeOfDay } from '../clock.ts';
import { pick, picturePath } from '../pictures.ts';
import { headlineList, homeOf, menuLinks, Page, type PageView, sampleNotice, Text } from './parts.tsx';

const indices = ['Strait 50', 'Harbour All-Share', 'Chip Index', 'Freight', 'Gallium'];

/** A finance daily built of nested divs, with a ticker above and a rail at the side. */
export function Ledger(view: PageView) {
  const { article, publisher } = view;
  return (
    <Page view={view}>
      <div id="wrap">
        <Ticker seed={article.slug} />
        <div class="masthead">
          <a href={homeOf(publisher)}>{publisher.name}</a>
          <div class="masthead__date">{longDate(article.published, publisher.clock)}</div>
        </div>
        <div class="mainmenu">{menuLinks(publisher)}</div>
        <div class="row">
          <div class="col-main">
            <Story view={view} />
          </div>
          <div class="col-rail">
            <Rail view={view} />
          </div>
        </div>
        <div class="footer">
          <div>Prices are delayed and for illustration. Nothing here is an offer to buy or sell.</div>
          <div>
            © {publisher.name} <a href="#terms">Terms of use</a> <a href="#privacy">Privacy</a>{' '}
            <a href="#adverts">Advertise</a>
          </div>
          <div>{sampleNotice.en}</div>
        </div>
      </div>
    </Page>
  );
}

function Ticker({ seed }: { seed: string }) {
  return (
    <div class="ticker">
      {indices.map((name) => {
        const change = (pick(seed + name, 500) - 250) / 100;
        return (
          <span class={change < 0 ? 'down' : 'up'}>
            {name} {(900 + pick(name, 4000)).toLocaleString('en')} {change < 0 ? '▼' : '▲'}{' '}
            {Math.abs(change).toFixed(2)}%
          </span>
        );
      })}
    </div>
  );
}

function Story({ view }: { view: PageView }) {
  const { article, publisher } = view;
  const bottom = Math.max(3, article.blocks.length - 1);
  return (
    <div class="story">
      <div class="story-kicker">Companies &amp; markets</div>
      <h1 class="story-headline">{article.title}</h1>
      <div class="story-meta">
        <div class="story-byline">{article.byline ?? `${publisher.name} staff`}</div>
        <div class="story-time">
          Published {longDate(article.published, publisher.clock)},{' '}
          {timeOfDay(article.published, publisher.clock)}
        </div>
        <div class="share-tools">
          <a href="#share-mail">Mail</a>
          <a href="#share-link">Copy link</a>
          <a href="#print">Print</a>
          <a href="#save">Save</a>
        </div>
      </div>
      <div class="story-image">
        <img src={picturePath(article)} alt="" />
        <div class="story-image-caption">Graphic: {publisher.name}</div>
      </div>
      <div class="story-text">
        <Text view={view} inserts={{ 1: <div class="ad-slot">Advertisement</div>, [bottom]: <Signup /> }} />
      </div>
      <div class="story-tags">
        {article.tags.map((tag) => (
          <a href={homeOf(publisher)}>{tag}</a>
        ))}
      </div>
    </div>
  );
}

function Signup() {
  return (
    <div class="signup-box">
      <div class="signup-title">Before the bell</div>
      <div>Five things that moved Asian markets, in your inbox at 7 a.m.</div>
      <input type="email" placeholder="you@company.example" aria-label="E-mail address" />
      <button type="button">Get it free</button>
    </div>
  );
}

function Rail({ view: { popular, related } }: { view: PageView }) {
  return (
    <>
      {popular.length > 0 && (
        <div class="most-read">
          <div class="rail-title">Most read</div>
          <ol>{headlineList(popular)}</ol>
        </div>
      )}
      {related.length > 0 && (
        <div class="more-stories">
          <div class="rail-title">More from the Ledger</div>
          <ul>{headlineList(related)}</ul>
        </div>
      )}
      <div class="ad-slot tall">Advertisement</div>
    </>
  );
}
