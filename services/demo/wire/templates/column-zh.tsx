import { isoStamp, plainStamp } from '../clock.ts';
import { pick, picturePath } from '../pictures.ts';
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

const editors = ['许知秋', '方砚', '陆停云', '温以宁'];

/** A modern Chinese trade site: article in the middle, ranking at the side, a code to scan between the paragraphs. */
export function ColumnZh(view: PageView) {
  const { publisher } = view;
  const section = sectionOf(view);
  return (
    <Page view={view}>
      <header class="top-header">
        <div class="inner">
          <a class="logo" href={homeOf(publisher)}>
            {publisher.name}
          </a>
          <nav class="top-nav">{menuLinks(publisher)}</nav>
          <div class="login-area">
            <a href="#login">登录</a> / <a href="#register">注册</a>
          </div>
        </div>
      </header>
      <div class="inner crumb">
        当前位置：<a href={homeOf(publisher)}>首页</a> &gt; <a href={section.href}>{section.name}</a> &gt;
        正文
      </div>
      <div class="inner layout">
        <div class="layout-main">
          <Story view={view} />
        </div>
        <aside class="layout-side">
          {view.popular.length > 0 && (
            <div class="hot-rank">
              <h3>热门排行</h3>
              <ol>{headlineList(view.popular)}</ol>
            </div>
          )}
          <div class="ad-box">广告位招租</div>
        </aside>
      </div>
      <footer class="bottom">
        <p>
          <a href="#about">关于我们</a> | <a href="#join">加入我们</a> |{' '}
          <a href="#report">违法和不良信息举报</a>
        </p>
        <p>
          {publisher.name} 版权所有 未经许可不得转载。{sampleNotice.zh}
        </p>
      </footer>
    </Page>
  );
}

function Story({ view }: { view: PageView }) {
  const { article, publisher } = view;
  const editor = editors[pick(article.slug, editors.length)];
  return (
    <article class="article-detail">
      <h1 class="article-title">{article.title}</h1>
      <div class="article-info">
        <span class="author">{article.byline ?? publisher.name}</span>
        <time datetime={isoStamp(article.published, publisher.clock)}>
          {plainStamp(article.published, publisher.clock)}
        </time>
        <span class="views">阅读 {1200 + pick(article.path, 60_000)}</span>
        <span class="comments-num">评论 {view.comments}</span>
      </div>
      <div class="article-cover">
        <img src={picturePath(article)} alt="" />
        <p class="pic-note">题图：{publisher.name}制图</p>
      </div>
      <div class="article-content">
        <Text view={view} inserts={{ 2: <ScanCode name={publisher.name} /> }} />
      </div>
      <p class="editor">（责任编辑：{editor}）</p>
      <div class="article-tags">
        {article.tags.map((tag) => (
          <a href={homeOf(publisher)}>{tag}</a>
        ))}
      </div>
      <div class="share-box">
        分享到：<a href="#friends">朋友圈</a> <a href="#microblog">微博客</a> <a href="#link">复制链接</a>
        <button type="button">点赞 {pick(article.slug, 400)}</button>
        <button type="button">收藏</button>
      </div>
      <div class="statement">
        免责声明：本文仅代表作者个人观点，与{publisher.name}无关，不构成任何投资建议，请读者自行核实相关内容。
      </div>
      {view.related.length > 0 && (
        <div class="related-reading">
          <h3>相关阅读</h3>
          <ul>{headlineList(view.related)}</ul>
        </div>
      )}
    </article>
  );
}

function ScanCode({ name }: { name: string }) {
  return (
    <div class="follow-wechat">
      <span class="code" aria-hidden="true" />
      <p>扫码关注“{name}”公众号，每天早上收到行业要闻</p>
    </div>
  );
}
