"""A chat page as chainlit makes it; run by chainlit's own environment: chainlit run chainlit_app.py --port PORT."""

import chainlit as cl


@cl.on_chat_start
async def greet():
    await cl.Message(content="在吗，想问下除湿机").send()


@cl.on_message
async def go_on(message: cl.Message):
    await cl.Message(content=f"还想问：{len(message.content)}升够用吗").send()
