ALTER INDEX "articles_search_index" SET (fastupdate = off);--> statement-breakpoint
ALTER INDEX "quotes_search_index" SET (fastupdate = off);--> statement-breakpoint
SELECT gin_clean_pending_list('articles_search_index'), gin_clean_pending_list('quotes_search_index');
