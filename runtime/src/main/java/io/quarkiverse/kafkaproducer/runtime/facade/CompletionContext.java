package io.quarkiverse.kafkaproducer.runtime.facade;

import java.util.concurrent.Executor;

import io.quarkiverse.kafkaproducer.runtime.send.CompletionScope;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Where a reactive send goes on with its result: where it was subscribed to, if that was on a Vert.x context. */
final class CompletionContext {

    private CompletionContext() {
    }

    /** As seen from the subscriber's thread. */
    static Executor here(Executor worker) {
        Context context = Vertx.currentContext();
        return context == null ? worker : task -> context.runOnContext(nothing -> CompletionScope.run(task));
    }
}
