//! The views: Model -> Html and nothing else.
