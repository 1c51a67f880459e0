-- Search finds parts of words by trigrams, within one user's rows. Where the server refuses the extensions, it
-- works without these indexes, and reads all of the user's messages.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE EXTENSION IF NOT EXISTS btree_gin;
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'Search works without an index, because an extension was refused: %', SQLERRM;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  IF (SELECT count(*) FROM pg_extension WHERE extname IN ('pg_trgm', 'btree_gin')) = 2 THEN
    CREATE INDEX "messages_search_trgm_idx" ON "messages" USING gin ("user_id", "search_text" gin_trgm_ops);
    CREATE INDEX "conversations_search_trgm_idx" ON "conversations" USING gin ("user_id", "search_title" gin_trgm_ops);
  END IF;
END $$;
