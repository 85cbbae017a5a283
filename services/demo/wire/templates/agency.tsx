import { isoStamp, timeOfDay, weekdayDate } from '../clock.ts';
import { picturePath } from '../pictures.ts';
import { homeOf, menuLinks, Page, type PageView, sampleNotice, Text } from './parts.tsx';

/** A news agency's page as a front-end framework leaves it: generated class names, test ids, no article element. */
export function Agency(view: PageView) {
  const { article, publisher } = view;
  return (
    <Page view={view}>
      <div id="__app">
        <div class="hdr_x81kq" data-testid="Header">
          <a href={homeOf(publisher)} class="logo_2hs0a">
            {publisher.name}
          </a>
          <nav class="nav_77bza">{menuLinks(publisher)}</nav>
          <a class="btn_a0k2m" href="#sign-in">
            Sign in
          </a>
        </div>
        <div class="grid_9f3jd">
          <main class="col_m1pza" data-testid="Body">
            <div class="head_h4k1s">
              <h1 data-testid="Heading" class="txt_1xz9q">
                {article.title}
              </h1>
              <div class="inf_z0s8r">
                {article.byline && <div data-testid="AuthorName">By {article.byline}</div>}
                <time datetime={isoStamp(article.published, publisher.clock)}>
                  {weekdayDate(article.published, publisher.clock)} ·{' '}
                  {timeOfDay(article.published, publisher.clock)}
                </time>
              </div>
            </div>
            <div class="img_k3d7w">
              <img src={picturePath(article)} alt="" />
              <p data-testid="Caption" class="cap_v8n2e">
                A file illustration. {publisher.name}/Handout
              </p>
            </div>
            <div class="cpy_t5r3v" data-testid="ArticleBody">
              <Text view={view} paragraphClass="par_b7c2x" inserts={{ 3: <Briefing /> }} />
            </div>
            <p class="sgn_q2w4e">Reporting and editing by the trade and technology desk</p>
            <p class="sgn_q2w4e">
              Our standards: <a href="#principles">The {publisher.name} principles of trust</a>
            </p>
            <ul class="chips_j2h4g">
              {article.tags.map((tag) => (
                <li>
                  <a href={homeOf(publisher)}>{tag}</a>
                </li>
              ))}
            </ul>
          </main>
          <ReadNext view={view} />
        </div>
        <div class="ftr_o9i8u" data-testid="Footer">
          <p>{publisher.name} supplies text, pictures and data to newsrooms. All quotes delayed.</p>
          <p>{sampleNotice.en}</p>
        </div>
      </div>
    </Page>
  );
}

function Briefing() {
  return (
    <div class="box_n5m3l" data-testid="NewsletterPromo">
      <p class="ttl_e4r5t">The Trade Docket newsletter tracks tariffs, licences and lists twice a week.</p>
      <a class="btn_a0k2m" href="#newsletter">
        Sign up here
      </a>
    </div>
  );
}

function ReadNext({ view: { related, publisher } }: { view: PageView }) {
  if (related.length === 0) return null;
  return (
    <div class="col_r6t2y" data-testid="RightRail">
      <h2 class="ttl_e4r5t">Read next</h2>
      {related.map(({ path, title, published }) => (
        <div class="crd_p0o9i">
          <a href={path}>{title}</a>
          <span>{weekdayDate(published, publisher.clock)}</span>
        </div>
      ))}
    </div>
  );
}
