/** What the Dev UI shows and does. Nothing of it is there in an application that does not run in dev mode. */
package io.quarkiverse.kafkaproducer.runtime.dev;
