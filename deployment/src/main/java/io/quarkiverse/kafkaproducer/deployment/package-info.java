/**
 * Build steps: beans for the injection points of producers, checks of their use, Dev Services and the Dev UI. Runs at build
 * time only; what the application needs at run time goes through recorders.
 */
package io.quarkiverse.kafkaproducer.deployment;
