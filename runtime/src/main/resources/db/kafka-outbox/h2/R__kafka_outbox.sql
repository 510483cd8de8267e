CREATE TABLE IF NOT EXISTS kafka_outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  lane smallint NOT NULL,
  message_id uuid NOT NULL,
  producer varchar,
  topic varchar(249) NOT NULL,
  "PARTITION" int,
  record_timestamp bigint,
  "KEY" varbinary,
  "VALUE" blob,
  headers blob,
  created timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
  attempts int DEFAULT 0 NOT NULL,
  retry_at timestamp with time zone,
  last_error varchar
);
CREATE INDEX IF NOT EXISTS kafka_outbox_lane ON kafka_outbox (lane, id);
CREATE TABLE IF NOT EXISTS kafka_outbox_lanes (lane smallint PRIMARY KEY);
