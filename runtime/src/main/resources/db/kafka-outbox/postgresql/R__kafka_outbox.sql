CREATE TABLE IF NOT EXISTS kafka_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lane smallint NOT NULL,
  message_id uuid NOT NULL,
  producer text,
  topic varchar(249) NOT NULL,
  partition int,
  record_timestamp bigint,
  key bytea,
  value bytea,
  headers bytea,
  created timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  retry_at timestamptz,
  last_error text
);
CREATE INDEX IF NOT EXISTS kafka_outbox_lane ON kafka_outbox (lane, id);
