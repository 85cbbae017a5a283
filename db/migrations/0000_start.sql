CREATE TABLE "article_entities" (
	"article_id" bigint NOT NULL,
	"entity_id" text NOT NULL,
	"mentions" integer NOT NULL,
	"salience" real NOT NULL,
	"score" real NOT NULL,
	"label" text NOT NULL,
	CONSTRAINT "article_entities_article_id_entity_id_pk" PRIMARY KEY("article_id","entity_id"),
	CONSTRAINT "article_entities_score" CHECK ("article_entities"."score" between -1 and 1),
	CONSTRAINT "article_entities_salience" CHECK ("article_entities"."salience" between 0 and 1),
	CONSTRAINT "article_entities_label" CHECK ("article_entities"."label" in ('negative', 'neutral', 'positive'))
);
--> statement-breakpoint
CREATE TABLE "article_topics" (
	"article_id" bigint NOT NULL,
	"topic" text NOT NULL,
	"relevance" real NOT NULL,
	CONSTRAINT "article_topics_article_id_topic_pk" PRIMARY KEY("article_id","topic"),
	CONSTRAINT "article_topics_topic_articleId_unique" UNIQUE("topic","article_id"),
	CONSTRAINT "article_topics_relevance" CHECK ("article_topics"."relevance" between 0 and 1)
);
--> statement-breakpoint
CREATE TABLE "articles" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"url" text,
	"canonical_url" text NOT NULL,
	"feed_id" text NOT NULL,
	"publisher" text NOT NULL,
	"language" text NOT NULL,
	"title" text NOT NULL,
	"byline" text[] DEFAULT '{}' NOT NULL,
	"summary" text,
	"text" text DEFAULT '' NOT NULL,
	"words" integer DEFAULT 0 NOT NULL,
	"text_source" text,
	"text_reason" text,
	"feed_html" text,
	"image" text,
	"section" text,
	"paywalled" boolean DEFAULT false NOT NULL,
	"syndicated_from" text,
	"published_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone,
	"found_at" timestamp with time zone NOT NULL,
	"step" text DEFAULT 'found' NOT NULL,
	"step_at" timestamp with time zone NOT NULL,
	"failure" text,
	"tagger_version" text,
	"sentiment_score" real,
	"sentiment_label" text,
	"story_id" bigint,
	"copy_of" bigint,
	"search" "tsvector",
	CONSTRAINT "articles_canonicalUrl_unique" UNIQUE("canonical_url"),
	CONSTRAINT "articles_step" CHECK ("articles"."step" in ('found', 'read', 'tagged', 'clustered')),
	CONSTRAINT "articles_text_source" CHECK ("articles"."text_source" in ('page', 'feed', 'summary')),
	CONSTRAINT "articles_sentiment_label" CHECK ("articles"."sentiment_label" in ('negative', 'neutral', 'positive')),
	CONSTRAINT "articles_sentiment_score" CHECK ("articles"."sentiment_score" between -1 and 1),
	CONSTRAINT "articles_not_in_future" CHECK ("articles"."published_at" <= "articles"."found_at"),
	CONSTRAINT "articles_not_own_copy" CHECK ("articles"."copy_of" <> "articles"."id")
);
--> statement-breakpoint
CREATE TABLE "entities" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"name_zh" text,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"parent_id" text,
	"tickers" text[] DEFAULT '{}' NOT NULL,
	"wikidata" text,
	"listed" boolean NOT NULL,
	CONSTRAINT "entities_type" CHECK ("entities"."type" in ('company', 'lab', 'organisation', 'agency', 'model', 'chip', 'technology', 'material', 'rule', 'person', 'place'))
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"feed_id" text NOT NULL,
	"key" text NOT NULL,
	"article_id" bigint NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	CONSTRAINT "entries_feed_id_key_pk" PRIMARY KEY("feed_id","key")
);
--> statement-breakpoint
CREATE TABLE "feeds" (
	"id" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"publisher" text NOT NULL,
	"family" text NOT NULL,
	"language" text NOT NULL,
	"topics" text[] NOT NULL,
	"interval" integer NOT NULL,
	"state" text DEFAULT 'new' NOT NULL,
	"reason" text,
	"etag" text,
	"last_modified" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"next_poll_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_poll_at" timestamp with time zone,
	"last_entry_at" timestamp with time zone,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feeds_state" CHECK ("feeds"."state" in ('new', 'ok', 'failing', 'gone', 'removed'))
);
--> statement-breakpoint
CREATE TABLE "lists" (
	"name" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mentions" (
	"article_id" bigint NOT NULL,
	"entity_id" text NOT NULL,
	"field" text NOT NULL,
	"starts_at" integer NOT NULL,
	"ends_at" integer NOT NULL,
	"words" text NOT NULL,
	"sentence_start" integer NOT NULL,
	"sentence_end" integer NOT NULL,
	"score" real NOT NULL,
	"label" text NOT NULL,
	"cues" text[] DEFAULT '{}' NOT NULL,
	"tagger_version" text NOT NULL,
	CONSTRAINT "mentions_article_id_field_starts_at_entity_id_pk" PRIMARY KEY("article_id","field","starts_at","entity_id"),
	CONSTRAINT "mentions_score" CHECK ("mentions"."score" between -1 and 1),
	CONSTRAINT "mentions_label" CHECK ("mentions"."label" in ('negative', 'neutral', 'positive')),
	CONSTRAINT "mentions_field" CHECK ("mentions"."field" in ('title', 'text')),
	CONSTRAINT "mentions_offsets" CHECK (0 <= "mentions"."starts_at" and "mentions"."starts_at" < "mentions"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "polls" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"feed_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ms" integer NOT NULL,
	"outcome" text NOT NULL,
	"status" integer,
	"entries" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"bytes" integer DEFAULT 0 NOT NULL,
	"reason" text,
	CONSTRAINT "polls_outcome" CHECK ("polls"."outcome" in ('entries', 'unchanged', 'gone', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "stories" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stories_fingerprint_unique" UNIQUE("fingerprint")
);
--> statement-breakpoint
ALTER TABLE "article_entities" ADD CONSTRAINT "article_entities_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_entities" ADD CONSTRAINT "article_entities_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_topics" ADD CONSTRAINT "article_topics_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_story_id_stories_id_fk" FOREIGN KEY ("story_id") REFERENCES "public"."stories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_copy_of_articles_id_fk" FOREIGN KEY ("copy_of") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entities" ADD CONSTRAINT "entities_parent_id_entities_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentions" ADD CONSTRAINT "mentions_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "polls" ADD CONSTRAINT "polls_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_entities_entity_id_article_id_index" ON "article_entities" USING btree ("entity_id","article_id");--> statement-breakpoint
CREATE INDEX "articles_published_at_id_index" ON "articles" USING btree ("published_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "articles_publisher_published_at_index" ON "articles" USING btree ("publisher","published_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "articles_feed_id_index" ON "articles" USING btree ("feed_id");--> statement-breakpoint
CREATE INDEX "articles_story_id_index" ON "articles" USING btree ("story_id");--> statement-breakpoint
CREATE INDEX "articles_copy_of_index" ON "articles" USING btree ("copy_of");--> statement-breakpoint
CREATE INDEX "articles_unfinished" ON "articles" USING btree ("step_at") WHERE "articles"."step" <> 'clustered' and "articles"."failure" is null;--> statement-breakpoint
CREATE INDEX "articles_search_index" ON "articles" USING gin ("search");--> statement-breakpoint
CREATE INDEX "entities_parent_id_index" ON "entities" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "entries_article_id_index" ON "entries" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "feeds_next_poll_at_index" ON "feeds" USING btree ("next_poll_at");--> statement-breakpoint
CREATE INDEX "mentions_entity_id_index" ON "mentions" USING btree ("entity_id");--> statement-breakpoint
CREATE INDEX "polls_feed_id_at_index" ON "polls" USING btree ("feed_id","at");