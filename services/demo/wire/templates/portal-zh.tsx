import { chineseStamp } from '../clock.ts';
import { pick, picturePath } from '../pictures.ts';
import { headlineList, homeOf, menuLinks, Page, type PageView, sampleNotice, Text } from './parts.tsx';

// As a constant: JSX drops an ideographic space at a line's edge.
const gap = '\u3000';

const quotes = ['潮汐综指', '芯片指数', '人工智能', '沿海50'];

/** An old Chinese finance portal: tables and divs with ids, an inline-styled text block, no metadata at all. */
export function PortalZh(view: PageView) {
  const { article, publisher } = view;
  return (
    <Page view={view}>
      <div id="topbar">
        <span>欢迎光临{publisher.name}！</span> <a href="#desktop">设为首页</a>{' '}
        <a href="#favourite">加入收藏</a> <a href="#login">登录</a>
      </div>
      <div id="head">
        <a class="logo" href={homeOf(publisher)}>
          {publisher.name}
        </a>
        <Quotes seed={article.slug} />
      </div>
      <div class="nav">{menuLinks(publisher)}</div>
      <table id="frame">
        <tbody>
          <tr>
            <td id="left">
              <Story view={view} />
            </td>
            <td id="right">
              {view.popular.length > 0 && (
                <div class="blk">
                  <div class="hd">点击排行</div>
                  <ul>{headlineList(view.popular)}</ul>
                </div>
              )}
              <div class="blk">
                <div class="hd">开户广告</div>
                <p>股市有风险，入市需谨慎</p>
              </div>
            </td>
          </tr>
        </tbody>
      </table>
      <div id="foot">
        网站简介 | 广告服务 | 诚聘英才 | 意见反馈
        <br />
        {publisher.name} 版权所有。{sampleNotice.zh}
      </div>
    </Page>
  );
}

function Quotes({ seed }: { seed: string }) {
  return (
    <table class="quotes">
      <tbody>
        <tr>
          {quotes.map((name) => {
            const change = (pick(seed + name, 600) - 300) / 100;
            return (
              <td class={change < 0 ? 'fall' : 'rise'}>
                {name}
                <br />
                {change.toFixed(2)}%
              </td>
            );
          })}
        </tr>
      </tbody>
    </table>
  );
}

function Story({ view }: { view: PageView }) {
  const { article, publisher, source } = view;
  return (
    <>
      <div class="position">
        <a href={homeOf(publisher)}>财经首页</a> &gt; <a href={homeOf(publisher)}>滚动新闻</a> &gt; 正文
      </div>
      <h1 id="artibodyTitle">{article.title}</h1>
      <div class="info">
        {chineseStamp(article.published, publisher.clock)}
        {gap}来源：{source?.name ?? publisher.name}
        {gap}
        {article.byline && <span>作者：{article.byline + gap}</span>}
        <a href="#comment">评论({view.comments})</a>
        {gap}字号：<a href="#large">大</a> <a href="#medium">中</a> <a href="#small">小</a>
      </div>
      <div id="artibody" style="font-size:16px;line-height:30px">
        <center>
          <img src={picturePath(article)} width="500" alt="" />
          <br />
          <font color="#666666">资料图片</font>
        </center>
        <Text view={view} inserts={{ 1: <AppBox name={publisher.name} /> }} />
        <div class="editor">责任编辑：编{String(pick(article.slug, 90) + 10)}</div>
      </div>
      <div class="keywords">
        关键词：
        {article.tags.map((tag) => (
          <a href={homeOf(publisher)}>{tag}</a>
        ))}
      </div>
      <div class="sharebar">
        分享到：<a href="#friends">好友</a> <a href="#space">空间</a> <a href="#mail">邮箱</a>
      </div>
      <div class="disclaimer">
        免责声明：{publisher.name}
        转载此文出于传递更多信息之目的，并不意味着赞同其观点或证实其描述。文章内容仅供参考，不构成投资建议，据此操作，风险自担。
      </div>
      {view.related.length > 0 && (
        <div class="xgyd">
          <div class="hd">相关阅读</div>
          <ul>{headlineList(view.related)}</ul>
        </div>
      )}
    </>
  );
}

function AppBox({ name }: { name: string }) {
  return (
    <div class="app-box">
      <a href="#app">下载{name}客户端，行情快人一步</a>
    </div>
  );
}
