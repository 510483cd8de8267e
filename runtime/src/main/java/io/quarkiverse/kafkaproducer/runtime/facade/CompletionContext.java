package io.quarkiverse.kafkaproducer.runtime.facade;

import java.util.concurrent.Executor;

import io.quarkiverse.kafkaproducer.runtime.send.CompletionScope;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Chooses the thread for the code that follows a reactive send: the Vert.x context of the subscription, if there was one. */
final class CompletionContext {

    private CompletionContext() {
    }

    /** Returns an executor on the calling thread's context, or the worker if it has none. */
    static Executor here(Executor worker) {
        Context context = Vertx.currentContext();
        return context == null ? worker : task -> context.runOnContext(nothing -> CompletionScope.run(task));
    }
}
